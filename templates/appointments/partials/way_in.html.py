BBBB BBBB
 #

BBB BBBBBBBBBBBBBBBBBBBB BB BBBBB gettext(u'An hour just for you or your child')  gettext(u'A psychologist, a speech therapist and others: choose a free hour and book it here, free of charge.') 
XXX XXXXXXXXXXXXXXXXXXBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBBBB BBBBBBBBBBBBBBBBBB BBBBBBBBB BBBBXXXXXXXXXX
