BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBBBBBBBBB BBBB
BBBBB BBBBBBB BBBBBBBBBBB gettext(u'Not found') BBBBBBBBBBBBB

BBBBB BBBBBBB
  XXXX XXXXXXXXXXXXXX
    BB BBBBBBBB BB BBBBBBBBBBB
      XXXX gettext(u'There is no such help any more') XXXXX
      XX XXXXXXXXXXXXX gettext(u'Perhaps the link is not complete. All kinds of help stand on one page.') XXXX
    BBBB BBBBBBBB BB BBBBBBBBBBBBB
      XXXX gettext(u'This child is not in your care') XXXXX
      XX XXXXXXXXXXXXX gettext(u'Appointments for a child are booked by a parent, a guardian or a foster carer. If the child has come into your care, add the child in My Krok or call us.') XXXX
    BBBB
      BB BBB BBBBBBBBBBBBBBBBBBBBBBBXX XXXXXXXXXXXXXXXXXXBBBBB
      BB BBBBBBBB BB BBBBBBBBBBBB
        XXXX gettext(u'There are no appointments here at present') XXXXX
        XX XXXXXXXXXXXXX gettext(u'Call us: we will tell you when they begin again, or where else you can find help.') XXXX
      BBBB BBBBBBBB BB BBBBBBBBBB
        XXXX gettext(u'Our staff book this help with you') XXXXX
        XX XXXXXXXXXXXXX gettext(u'First we talk, so that you get what really helps. Call us or write to us.') XXXX
      BBBB BBBBBBBB BB BBBBBBBBB
        XXXX gettext(u'Sign in first') XXXXX
        XX XXXXXXXXXXXXX gettext(u'This help is for people whom we know already: who are in one of our groups, or were here before. If you are new, call us.') XXXX
        XX XXXXXXXXXXXXXXXXBBBBBBBBBBB BBBBBBB BB BBBBBBB gettext(u'Sign in') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBBBBBB BBBBBBBBBBB BBBBXXXX
      BBBB BBBBBBBB BB BBBBBBBBBBB
        XXXX gettext(u'Talk to us first') XXXXX
        XX XXXXXXXXXXXXX gettext(u'This help is for people who are in one of our groups, or were here before. Call us: we will find a way together.') XXXX
      BBBB
        XXXX gettext(u'This help is for somebody else') XXXXX
        XX XXXXXXXXXXXXXBB BBBBBBBBBBBBBBBB BB BBBBBBBBBB gettext(u'It is for children.') BBBB gettext(u'It is for adults.') BBBBBXXXX
        XXX gettext(u'If you think this is a mistake, call us: we may know you under another role.') XXXX
      BBBBB
      BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBB BBBB
    BBBBB
    XX XXXXXXXXXXXXXXXXBBB BBBBBBBBBBBBBBBBBBBB BB BBB gettext(u'See all kinds of help') BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBBB BBBBXXXX
  XXXXXX
BBBBBBBB BBBBBBB
