/** Passwords of at least ten characters that lead every list of leaked ones, with Korean keyboard favourites. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `1234567890 0123456789 9876543210 0987654321 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 1qaz2wsx3edc qwertyuiop qwertyuiop123
  qwerty1234 qwerty12345 qwerty123456 asdfghjkl1 asdfghjkl; asdfasdfasdf zxcvbnm123 zxcvbnm,./ abcdefghij abcd1234567
  abc1234567 abcde12345 abc123abc123 password12 password123 password1234 password12345 passw0rd123 p@ssw0rd123 p@ssword123
  password!1 password1! password123! mypassword newpassword changeme123 letmein123 welcome123 welcome1234 iloveyou12
  iloveyou123 iloveyou1234 sunshine123 princess123 football123 baseball123 superman123 dragon1234 monkey1234 master1234
  michael123 jordan12345 starwars123 pokemon123 minecraft1 administrator admin12345 admin123456 adminadmin rootrootroot
  testtesttest test123456 test1234567 guestguest default123 secret1234 trustno1234 whatever123 computer123 internet123
  google1234 facebook123 samsung123 samsung1234 hello12345 helloworld helloworld1 1111122222 1122334455 1212121212
  1231231231 123123123123 123321123321 1234512345 123456789a 123456789q a123456789 aa12345678 aaa1234567 qwer1234qwer
  qwer123456 qwer12345! qwer1234!@ 1234qwer!! 1q2w3e4r!! asdf123456 asdf1234asdf zxcv123456 dkssudgktpdy tkfkdgody
  tkfkdgodyo rlaalswl123 korea12345 korea2002! seoul12345 daehanminguk 01012345678 atelier123 atelier1234 ateliercom
  correcthorsebatterystaple thisisapassword nopassword`.split(/\s+/),
);
