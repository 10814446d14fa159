"""Who speaks: a mention beside a quotation turned into the fullest form in the article."""

from bisect import bisect_left, insort
from dataclasses import dataclass, field

from verifier.model import Speaker
from verifier.parse.attribution import Paragraph
from verifier.parse.mentions import Mention, MentionKind, sentence_subject
from verifier.parse.outlet_names import OutletNames
from verifier.parse.people import People

_LOOK_BACK = 12  # named subjects before a pronoun


@dataclass(slots=True)
class Cast:
    """The persons and bodies of one article."""

    names: OutletNames
    people: People = field(default_factory=People)
    subjects: list[Mention] = field(default_factory=list)  # named ones, by place

    def learn(self, paragraph: Paragraph) -> None:
        """Take up the names and the named subjects of a paragraph."""
        self.people.learn(paragraph.tokens)
        for sentence, events in zip(paragraph.sentences, paragraph.events, strict=True):
            opening = sentence_subject(paragraph.tokens, sentence.first, sentence.last)
            for mention in (opening, *(event.subject for event in events)):
                if mention is not None and mention.kind is MentionKind.NAME:
                    insort(self.subjects, mention, key=lambda m: m.start)

    def speaker(self, mention: Mention | None) -> Speaker | None:
        """The speaker that a mention stands for, with the mention's place."""
        if mention is None:
            return None
        named: Mention | None = mention
        if mention.kind is MentionKind.PRONOUN:
            named = self._person_before(mention)
        name = self.people.fullest(named) if named is not None else mention.text
        return Speaker(name, mention.start, mention.end)

    def is_source(self, speaker: Speaker | None) -> bool:
        """Whether an outlet or a document speaks in its own voice."""
        if speaker is None:
            return False
        last = speaker.name.lower().split()[-1:]
        named = bool(last) and self.names.language.has("documents", last[0])
        return named or self.names.looks_like_outlet(speaker.name)

    def _may_be_common(self, mention: Mention) -> bool:
        """`Countries` that opens a sentence: one word, never seen with a capital inside one."""
        return " " not in mention.text and mention.text.lower() not in self.people.inner_words

    def _person_before(self, pronoun: Mention) -> Mention | None:
        """The nearest named subject before a pronoun, an outlet only for want of another."""
        place = bisect_left(self.subjects, pronoun.start, key=lambda m: m.start)
        for earlier in reversed(self.subjects[max(0, place - _LOOK_BACK) : place]):
            if self.names.looks_like_outlet(earlier.text):
                continue
            if pronoun.text.lower() != "it" and self._may_be_common(earlier):
                continue
            return earlier
        nearest = self.people.nearest_before(pronoun.start)
        if nearest is None or self.names.looks_like_outlet(nearest.text):
            return None
        return nearest
