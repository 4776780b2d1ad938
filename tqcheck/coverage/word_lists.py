"""Word lists: what an editor does not mark by itself, and what changes the facts."""

from __future__ import annotations

_FUNCTIONS = """
a an the this that these those of in on at to for from by with as into onto over under about after
before between during through against within without upon and or but nor so yet if then than while
when where which who whom whose what how why is are was were be been being am do does did has have
had having will would shall should can could may might must it its he him his she her hers they them
their theirs we us our ours i me my mine you your yours there here also both each either some any
such same other another more most much many very too just only own up out off down s t d ll re ve 's
في من علي عن الي الى مع بين بعد قبل عند لدي خلال ضد دون منذ حتي حول نحو ان انه انها اذ اذا لو لكن
لكنه بل او ام ثم و ف ما ماذا هذا هذه ذلك تلك هولاء الذي التي الذين اللذين اللتين كان كانت كانوا يكون
تكون قد لقد سوف هو هي هم هما نحن انا انت كما كل بعض غير اي ايضا حيث حين عندما بينما كي لكي له لها
لهم به بها بهم فيه فيها منه منها عليه عليها وهو وهي وقد وكان وكانت وان وانه وفي ومن وعلي وعن والي
ومع وبعد وقبل وهذا وهذه والذي والتي الا هناك هنا تم يتم وتم قام قامت يقوم تقوم بان بانه بانها لان
لانه لانها كانه وذلك لذلك بذلك كذلك وكذلك مما فان وان وما وهم وهناك نفس ذات مثل
"""

# Furniture of reported speech and of narration, which professional translation drops, adds and moves freely.
_FURNITURES = """
said says say saying told tells tell adding added adds according well now even still already however
meanwhile moreover though although because since therefore thus one ones thing things way lot kind
bit really actually قال قالت قالوا يقول تقول وقال وقالت ويقول وتقول واضاف واضافت اضاف اضافت ذكر ذكرت
وذكر وذكرت صرح وصرح قائلا قائله مضيفا مضيفه اوضح واوضح واوضحت جدا فقط الان وقت عمليه عمليات شخص شي
امر الامر الامور اجل سبيل شكل بشكل صوره بصوره طريق القيام
"""

_NEGATIONS = """
not no never none nobody nothing neither nor without cannot can't don't doesn't didn't won't
wouldn't isn't aren't wasn't weren't hasn't haven't hadn't shouldn't couldn't unless لا لم لن ليس
ليست ليسوا بدون دون ولا ولم ولن وليس
"""

_NUMBERS = """
two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred
thousand million billion trillion dozen مليون مليار الف الاف مايه مليونا مليارا تريليون
"""

FUNCTION = frozenset(_FUNCTIONS.split())
FURNITURE = frozenset(_FURNITURES.split())
NEGATION = frozenset(_NEGATIONS.split())
NUMBER = frozenset(_NUMBERS.split())
