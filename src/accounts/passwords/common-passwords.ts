/**
 * The beginnings of passwords that very many people choose, in lower case, without the digits and signs that are put
 * after them: what a guesser tries first. Short ones stand here because `password2024!` is no better than `password`.
 */
export const commonPasswords: ReadonlySet<string> = new Set(
  `
  password passwords passwort passw0rd p@ssword p@ssw0rd pass password1 mypassword thepassword newpassword
  changeme changemenow changeit letmein letmeinnow letmeinplease welcome welcomehome welcomeback hello hellohello
  helloworld administrator admin root rootroot test testtest testing testpassword temporary temppassword default
  secret topsecret mysecret supersecret master masterkey login loginlogin access accesscode qwerty qwertyui qwertyuiop
  qwertz azerty asdfghjkl asdfasdf zxcvbnm zaq12wsx iloveyou iloveyouso iloveu iloveme iloveyoubaby loveyou lovelove
  loveme mylove truelove foreverlove sunshine mysunshine princess beautiful butterfly football baseball basketball
  volleyball superman batman spiderman starwars pokemon pikachu minecraft fortnite monkey monkeymonkey dragon
  dragonball dragonfly shadow michael michelle jennifer jessica charlie ashley daniel jordan thomas matthew anthony
  christopher alexander alexandra elizabeth samantha stephanie nicole victoria benjamin jonathan maximilian
  chocolate strawberry blueberry cheesecake computer internet microsoft windows google facebook instagram whatsapp
  youtube linkedin twitter samsung samsunggalaxy iphone apple android trustno trustnobody nothing whatever
  everything anything something somebody nobody mustang ferrari porsche mercedes liverpool manchester manchesterunited
  chelsea arsenal barcelona realmadrid juventus eagles yankees lakers cowboys patriots jesus jesuschrist jesuslovesme
  godisgood godislove blessed blessing heaven angel angels family myfamily friends friendship forever summer winter
  spring autumn september october november december january february august monday friday saturday sunday england
  america australia germany france canada london newyork california florida texas killer hunter ranger soccer hockey
  golfer tigger ginger cookie pepper banana orange purple yellow silver golden diamond rainbow unicorn flower flowers
  freedom justice peace happy happiness lucky luckyme money moneymoney million billionaire abcabc abcdef abcdefg
  abcdefgh aaaaaa zzzzzz qazwsx qweasd qweasdzxc asdqwe poiuytrewq lkjhgfdsa mnbvcxz correcthorsebatterystaple
  fuckyou fuckoff asshole bitch sexy sexygirl babygirl babyboy mybaby mother father brother sister grandma grandpa
  vitrine vitrinevitrine picture pictures photo photos image images imagelibrary photography photographer
  `
    .trim()
    .split(/\s+/),
)
