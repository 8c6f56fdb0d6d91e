"""Raw bytes to articles as their sources have them, or to rejections with a reason and a remedy."""

from transforms.parse.parser import detect as detect
from transforms.parse.parser import parse as parse
from transforms.parse.reasons import REASONS as REASONS
from transforms.parse.reasons import reject as reject
from transforms.parse.settings import DEFAULTS as DEFAULTS
from transforms.parse.settings import ParseSettings as ParseSettings
