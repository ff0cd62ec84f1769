"""Emoji by the names that forums use for them, such as `slight_smile`."""

import re

import emoji

# Names of emoji that forums have and that Unicode and GitHub give to none.
OWN = """
slight_smile=🙂 slight_frown=🙁 upside_down=🙃 hugging=🤗 hugging_face=🤗 thinking_face=🤔 nerd=🤓 clown=🤡 cowboy=🤠
rolling_eyes=🙄 face_with_rolling_eyes=🙄 zipper_mouth=🤐 money_mouth=🤑 head_bandage=🤕 thermometer_face=🤒
face_with_raised_eyebrow=🤨 smiling_face_with_3_hearts=🥰 drool=🤤 liar=🤥 sick=🤢 sneeze=🤧 face_palm=🤦 call_me=🤙
fingers_crossed=🤞 hand_splayed=🖐️ vulcan=🖖 left_fist=🤛 right_fist=🤜 back_of_hand=🤚 shaking_hands=🤝 spy=🕵️
man_bowing=🙇‍♂️ woman_bowing=🙇‍♀️ skeleton=💀 skull_crossbones=☠️ poo=💩 flame=🔥 first_place=🥇 second_place=🥈
third_place=🥉 medal=🏅 goal=🥅 clock=🕰️ timer=⏲️ tools=🛠️ hammer_pick=⚒️ desktop=🖥️ mouse_three_button=🖱️
key2=🗝️ map=🗺️ calendar_spiral=🗓️ card_box=🗃️ dividers=🗂️ notepad_spiral=🗒️ newspaper2=🗞️ pen_ballpoint=🖊️
pen_fountain=🖋️ frame_photo=🖼️ microphone2=🎙️ projector=📽️ satellite_orbital=🛰️ bellhop=🛎️ octagonal_sign=🛑
construction_site=🏗️ homes=🏘️ house_abandoned=🏚️ city_dusk=🌆 beach=🏖️ island=🏝️ park=🏞️ cloud_rain=🌧️
cloud_snow=🌨️ cloud_lightning=🌩️ cloud_tornado=🌪️ thunder_cloud_rain=⛈️ white_sun_cloud=🌥️
white_sun_rain_cloud=🌦️ white_sun_small_cloud=🌤️ umbrella2=☂️ snowman2=☃️ frowning2=☹️ wilted_rose=🥀
race_car=🏎️ motorbike=🛵 motorboat=🛥️ cruise_ship=🛳️ airplane_small=🛩️ oil=🛢️ fork_knife_plate=🍽️
champagne_glass=🥂 clinking_glass=🥂 whisky=🥃 milk=🥛 french_bread=🥖 salad=🥗 speech_left=🗨️ anger_right=🗯️
play_pause=⏯️ track_next=⏭️ track_previous=⏮️ eject=⏏️ peace=☮️ atom=⚛️ thumbup=👍 thumbdown=👎
"""
PAIR = re.compile(r"(\w+)=(\S+)")
FLAG = re.compile(r"flag_([a-z])([a-z])")
FIRST_REGIONAL_INDICATOR = 0x1F1E6
# From light to dark, as forums number them.
TONES = {"2": "🏻", "3": "🏼", "4": "🏽", "5": "🏾", "6": "🏿"}
WRITTEN = re.compile(r"(?<![\w:/]):([\w+-]{1,60}):(?:t([2-6]):)?(?!\w)")


def replaced(text: str) -> str:
    """Return the text with emoji in place of their names. A name that is no emoji stays."""
    return WRITTEN.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    named = _named(found[1])
    return named + TONES.get(found[2], "") if named else found[0]


def _named(name: str) -> str:
    if flag := FLAG.fullmatch(name):
        return "".join(chr(FIRST_REGIONAL_INDICATOR + ord(letter) - ord("a")) for letter in flag.groups())
    if name in _own:
        return _own[name]
    found = emoji.emojize(f":{name}:", language="alias")
    return found if found != f":{name}:" else ""


_own = {pair[1]: pair[2] for pair in PAIR.finditer(OWN)}
