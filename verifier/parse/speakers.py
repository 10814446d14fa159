"""Who speaks: a mention beside a quotation turned into the fullest form in the article."""

from bisect import bisect_left, insort
from dataclasses import dataclass, field

from verifier.model import Speaker
from verifier.parse.genders import pronoun_gender
from verifier.parse.mentions import sentence_subject
from verifier.parse.outlet_names import OutletNames
from verifier.parse.paragraphs import Paragraph
from verifier.parse.people import People
from verifier.parse.phrases import Mention, MentionKind

_LOOK_BACK = 12  # named subjects before a pronoun
_NEAR_THING = 400  # code points; "it" means a body or document no further back
_NEAR_GROUP = 250  # code points; "they" means a group no further back


@dataclass(slots=True)
class Cast:
    """The persons and bodies of one article."""

    names: OutletNames
    people: People = field(default_factory=People)
    subjects: list[Mention] = field(default_factory=list)  # named ones, by place
    groups: list[Mention] = field(default_factory=list)  # plural nominal subjects, by place
    things: list[Mention] = field(default_factory=list)  # bodies and documents that spoke

    def learn(self, paragraph: Paragraph) -> None:
        """Take up the names and the named subjects of a paragraph."""
        self.people.learn(paragraph.tokens)
        for sentence, events in zip(paragraph.sentences, paragraph.events, strict=True):
            opening = sentence_subject(paragraph.tokens, sentence.first, sentence.last)
            for mention in (opening, *(event.subject for event in events)):
                if mention is not None and self._is_person(mention):
                    insort(self.subjects, mention, key=lambda m: m.start)
                elif mention is not None and self._is_group(mention):
                    insort(self.groups, mention, key=lambda m: m.start)
            for event in events:
                spoke = event.subject
                if spoke is not None and spoke.kind is MentionKind.NOMINAL:
                    insort(self.things, spoke, key=lambda m: m.start)

    def speaker(self, mention: Mention | None) -> Speaker | None:
        """The speaker that a mention stands for, with the mention's place."""
        if mention is None:
            return None
        named: Mention | None = mention
        if mention.kind is MentionKind.PRONOUN or self._is_epithet(mention):
            named = (
                self._group_before(mention)
                or self._thing_before(mention)
                or self._person_before(mention)
            )
        name = mention.text
        if named is not None and not self.names.known(named.text):
            name = self.people.fullest(named)
        return Speaker(name, mention.start, mention.end)

    def is_source(self, speaker: Speaker | None) -> bool:
        """Whether an outlet or a document speaks in its own voice."""
        if speaker is None:
            return False
        last = speaker.name.lower().rpartition(" ")[2].rpartition("-")[2]
        named = self.names.language.has("documents", last)  # "LSVD-Schreiben" too
        return named or self.names.looks_like_outlet(speaker.name)

    def _is_person(self, mention: Mention) -> bool:
        """A name, or a role that stands for one: `the former president`."""
        if mention.kind is MentionKind.NOMINAL:
            return self.people.fullest(mention) != mention.text
        return mention.kind is MentionKind.NAME

    def _is_epithet(self, mention: Mention) -> bool:
        """`die 34-Jährige`, `the 34-year-old`: no more of a name than a pronoun is."""
        return mention.text.lower().endswith(self.names.language.phrase("epithets") or "\0")

    def _is_group(self, mention: Mention) -> bool:
        """`the councillors`, `police`: common nouns in the plural."""
        last = mention.text.lower().split()[-1]
        if mention.kind is not MentionKind.NOMINAL:
            return False
        return (last.endswith("s") and not last.endswith("ss")) or last in ("police", "people")

    def _may_be_common(self, mention: Mention) -> bool:
        """`Countries` that opens a sentence: one word, never seen with a capital inside one."""
        return " " not in mention.text and mention.text.lower() not in self.people.inner_words

    def _group_before(self, pronoun: Mention) -> Mention | None:
        """`the councillors` before "they", when they are the nearest subject."""
        if not self.names.language.has("pronouns_plural", pronoun.text.lower()):
            return None
        place = bisect_left(self.groups, pronoun.start, key=lambda m: m.start)
        if not place or pronoun.start - self.groups[place - 1].end > _NEAR_GROUP:
            return None
        return self.groups[place - 1]

    def _thing_before(self, pronoun: Mention) -> Mention | None:
        """`The board’s letter said …` before "it added": a body or a document that spoke."""
        if not self.names.language.has("pronouns_thing", pronoun.text.lower()):
            return None
        place = bisect_left(self.things, pronoun.start, key=lambda m: m.start)
        for earlier in reversed(self.things[max(0, place - 3) : place]):
            if pronoun.start - earlier.end > _NEAR_THING:
                break
            if not self._is_person(earlier) and not self._is_group(earlier):
                return earlier
        return None

    def _person_before(self, pronoun: Mention) -> Mention | None:
        """The nearest named subject that a pronoun can stand for; never an outlet."""
        gender = pronoun_gender(self.names.language, pronoun.text)
        place = bisect_left(self.subjects, pronoun.start, key=lambda m: m.start)
        for earlier in reversed(self.subjects[max(0, place - _LOOK_BACK) : place]):
            full = self.people.fullest(earlier)
            if self.names.looks_like_outlet(earlier.text) or self.names.looks_like_outlet(full):
                continue
            if gender is not None and self.people.gender(full) not in (None, gender):
                continue
            if pronoun.text.lower() != "it" and self._may_be_common(earlier):
                continue
            return earlier
        nearest = self.people.nearest_before(pronoun.start, gender) or self.people.next_after(
            pronoun.end, gender
        )
        if nearest is None or self.names.looks_like_outlet(nearest.text):
            return None
        return nearest
