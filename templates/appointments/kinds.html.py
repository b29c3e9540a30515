BBBBBBB BBBBBBBBBBB
BBBB BBBBBBBBBBBBBBBB BBBB BBBBB BBBBBBBBB
BBBBB BBBBB gettext(u'Individual help') BBBBBBBB

BBBBB BBBBBBBBBBB gettext(u'Appointments with a psychologist, a speech therapist and other specialists, free of charge, in your language.') BBBBBBBB

BBBBB BBBBBBB
  XXXX XXXXXXXXXXXXXX
    XXXX gettext(u'Individual help') XXXXX
    XX XXXXXXXXXXXXX gettext(u'One hour, one person, a specialist who listens. It is free of charge. Choose what you need and an hour that suits you.') XXXX
    BB BBBBB
      XXX XXXXXXXXXXX XXXXXXXXXXX XXXXXXX
        BBB BBBB BB BBBBBXXXXBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBBXXXXXBBBBBB
      XXXXX
    BBBB
       gettext(u'Nothing can be booked here just now')  gettext(u'Call us: we will tell you where you can find help.') 
      BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBBBBB BBBB
    BBBBB
  XXXXXX
BBBBBBBB BBBBBBB
