/** Words as titles and tags of pictures have them: short and long, many of them alike. */
export const vocabulary: readonly string[] = `
abstract acorn airplane alley almond amber anchor angel animal antelope antique apple apricot apron aquarium arch
architecture arrow art asparagus autumn avocado baby background bakery balcony ball balloon bamboo banana bank banner
barn barrel basket bat bath battery beach bean bear beard beaver bed bee beetle bell bench berry bicycle bird birthday
biscuit blanket blossom blue boat book boot border bottle boulder bowl box branch bread breakfast brick bridge bright
bronze brush bubble bucket building bus butter butterfly button cabin cactus cake calendar camel camera camp canal
candle candy canoe canyon car cardboard carpet carrot castle cat cathedral cave cello chair chalk cheese cherry chess
chicken child chimney chocolate church circle circus city classroom cliff clock cloud clover coast coat coconut coffee
colour column comet compass concert cookie copper coral corn cottage cotton countryside couple cow crab crane crayon
creek cricket crocodile crow crown crystal cup curtain cyclist daffodil daisy dancer dandelion daughter dawn deer desert
desk diamond dice dinner dinosaur doctor dog doll dolphin donkey door dragon dragonfly drawing dress drum duck dune dusk
eagle earth egg elephant elm engine envelope evening eye fabric face factory falcon family farm father feather fence
fern festival field fire fireplace firework fish fisherman flag flame flamingo flower flute fog forest fork fountain
fox frame friend frog frost fruit galaxy garden garlic gate geometry ghost ginger giraffe glacier glass globe glove goat
gold goose grape graph grass green guitar hammer hand harbour harvest hat hawk heart hedgehog helicopter hill honey
horizon horse hospital hotel house hummingbird ice iceberg icon illustration insect iris iron island ivory jacket jaguar
jar jellyfish jewel journey juice jungle kangaroo kettle key keyboard kitchen kite kitten knife ladder ladybird lake
lamp landscape lantern laptop lavender leaf leather lemon leopard letter library light lighthouse lily lime lion lizard
lobster lotus machine magnet mango map maple marble market mask meadow medal melon metal meteor microphone microscope
mill mirror mist monkey moon morning mosaic moss mother motorcycle mountain mouse mug museum mushroom music necklace
needle nest night notebook nut oak oasis ocean octopus office olive onion orange orchard orchid ostrich owl paint palace
palm pancake panda paper parachute parrot pasture path pattern peach peacock pear pearl pebble pelican pencil penguin
pepper piano pigeon pillow pine pineapple pink pizza planet plant plate poppy portrait potato pottery puddle pumpkin
puppet puppy purple puzzle pyramid rabbit raccoon railway rain rainbow raspberry raven red reflection ribbon rice ring
river road robin robot rock rocket roof rooster rope rose ruin sailboat salad salmon sand sandwich satellite saxophone
scarf school scissors sculpture seagull seashell seaweed shadow shark sheep shell ship shoe shore silhouette silver
skeleton skull sky skyscraper smoke snail snake snow snowflake sofa soldier soup space sparrow spider spiral spoon
spring squirrel stadium stairs star starfish station statue steam stone storm strawberry street sugar summer sun
sunflower sunglasses sunrise sunset surfer swan sword table tango teapot telephone telescope temple tent texture theatre
thunder tiger toast tomato tools tortoise tower toy tractor traffic train treasure tree triangle trumpet tulip tunnel
turkey turtle umbrella unicorn valley vase vegetable village vine violet violin volcano wagon wall wallpaper walnut
warrior watch water waterfall watermelon wave weather wedding whale wheat wheel willow wind windmill window wine winter
wizard wolf wood woman yacht yellow zebra`
  .trim()
  .split(/\s+/)
