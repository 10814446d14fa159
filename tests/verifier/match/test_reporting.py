# ruff: noqa: E501 - a case a line reads as the table that it is
"""What reporters do to words: a table of whole sentences, paraphrases, and parts."""

import pytest

from tests.verifier.match.paddings import PADDING
from verifier.match import match_text, prepare
from verifier.model import Verdict

AROUND = """The committee met on the hill above the old harbour and nobody hurried. The rain did not stop for three days.

"""

SENTENCES = [
    (Verdict.NEAR_VERBATIM, "“We will not sell the ferry to anyone,” the mayor told reporters on Monday. “It belongs to the island.”", "We will not sell the ferry to anyone. It belongs to the island."),
    (Verdict.NEAR_VERBATIM, "The plan is, in the words of the council, a betrayal of the fishing families of this coast.", "The plan is ... a betrayal of the fishing families of this coast"),
    (Verdict.NEAR_VERBATIM, "We have asked them to come back and they have refused every offer we made.", "We have asked [the managers] to come back and they have refused every offer we made"),
    (Verdict.NEAR_VERBATIM, "We have asked them to come back and they have refused every offer we made.", "[W]e have asked them to come back and they [had] refused every offer we made"),
    (Verdict.NEAR_VERBATIM, "I think he is going to win the race in the northern district", "I think [Orlov] is going to win the race in the northern district"),
    (Verdict.ALTERED, "I don't think he is going to win the race in the northern district", "I ... think he is going to win the race in the northern district"),
    (Verdict.VERBATIM, "The min-\nister said the agree-\nment on fish quotas would be signed before the sum-\nmer break.", "The minister said the agreement on fish quotas would be signed before the summer break."),
    (Verdict.VERBATIM, "The agreement on fish quotas\n\n12\n\nANNUAL REPORT 2023\n\nwould be signed before the summer break by both governments.", "The agreement on fish quotas would be signed before the summer break by both governments."),
    (Verdict.VERBATIM, "The agreement on fish quotas would be\n\nAdvertisement\n\nsigned before the summer break by both governments.", "The agreement on fish quotas would be signed before the summer break by both governments."),
    (Verdict.VERBATIM, "The agreement on fish quotas[12] would be signed before the summer break.[13]", "The agreement on fish quotas would be signed before the summer break."),
    (Verdict.VERBATIM, "“We don’t know what happened – yet – but we’re going to find out,” she said.", "We don't know what happened - yet - but we're going to find out"),
    (Verdict.NEAR_VERBATIM, "The govemment's plan for the harhour is a scandal, and the ministcr knows it.", "The government's plan for the harbour is a scandal, and the minister knows it."),
    (Verdict.VERBATIM, "Mr Orlov has told the inquiry that the money was his own.", "Orlov has told the inquiry that the money was his own."),
    (Verdict.VERBATIM, "President Orlov has told the inquiry that the money was his own.", "Orlov has told the inquiry that the money was his own."),
    (Verdict.NEAR_VERBATIM, "Orlov has told the inquiry that the money was his own.", "President Orlov has told the inquiry that the money was his own."),
    (Verdict.NEAR_VERBATIM, "We support Volodymyr Zelensky and the people of Ukraine in this war.", "We support Volodymyr Zelenskyy and the people of Ukraine in this war."),
    (Verdict.ALTERED, "We support Ivan Petrenko and the people of Ukraine in this war.", "We support Oleg Savchenko and the people of Ukraine in this war."),
    (Verdict.NEAR_VERBATIM, "He said he was not going to resign over the letter.", "He said that he was not going to resign over the letter."),
    (Verdict.NEAR_VERBATIM, "I am not going to resign over the letter from the bank.", "I'm not gonna resign over the letter from the bank."),
    (Verdict.NEAR_VERBATIM, "It's a big problem for all of us in this small town.", "It is a big problem for all of us in this small town."),
    (Verdict.NEAR_VERBATIM, "The EU must act before the winter, the commissioner said.", "The European Union must act before the winter, the commissioner said."),
    (Verdict.NEAR_VERBATIM, "The attack killed 12 people and wounded more than 30 others.", "The attack killed twelve people and wounded more than thirty others."),
    (Verdict.ALTERED, "The attack killed 12 people and wounded more than 30 others.", "The attack killed 20 people and wounded more than 30 others."),
    (Verdict.ALTERED, "The attack killed 12 people and wounded more than 30 others.", "The attack killed 12 people and wounded less than 30 others."),
    (Verdict.ALTERED, "The attack killed 12 soldiers and wounded more than 30 others.", "The attack killed 12 civilians and wounded more than 30 others."),
    (Verdict.ALTERED, "The deal is worth 3.5 billion dollars over ten years.", "The deal is worth 3.5 million dollars over ten years."),
    (Verdict.NEAR_VERBATIM, "The deal is worth 3.5 billion dollars over ten years.", "The deal is worth $3.5 billion over 10 years."),
    (Verdict.ALTERED, "Inflation is expected to reach 4 percent by December this year.", "Inflation will reach 4 percent by December this year."),
    (Verdict.ALTERED, "We could see the first results of the trial in the autumn.", "We will see the first results of the trial in the autumn."),
    (Verdict.ALTERED, "We are unlikely to see the first results of the trial in the autumn.", "We are likely to see the first results of the trial in the autumn."),
    (Verdict.ALTERED, "The company is not responsible for the leak in the northern pipeline.", "The company is responsible for the leak in the northern pipeline."),
    (Verdict.ALTERED, "It is impossible to close the mine without paying the workers.", "It is possible to close the mine without paying the workers."),
    (Verdict.ALTERED, "Nobody believes that the minister knew about the payments.", "Everybody believes that the minister knew about the payments."),
    (Verdict.ALTERED, "The bank lent money to the city at a very low rate.", "The city lent money to the bank at a very low rate."),
    (Verdict.ALTERED, "China has overtaken Germany as the largest exporter of cars.", "Germany has overtaken China as the largest exporter of cars."),
    (Verdict.ALTERED, "She was the first woman to lead the party in the north.", "She was the last woman to lead the party in the north."),
    (Verdict.ALTERED, "The police arrived before the fire brigade reached the house.", "The police arrived after the fire brigade reached the house."),
    (Verdict.ALTERED, "The court found him innocent of all the charges against him.", "The court found him guilty of all the charges against him."),
    (Verdict.ALTERED, "Only children under five should get the new vaccine this year.", "All children under five should get the new vaccine this year."),
    (Verdict.ALTERED, "The vaccine is safe for children under 5 according to the study.", "The vaccine is safe for children over 5 according to the study."),
    (Verdict.ALTERED, "I will vote for the budget if the tax cut is removed.", "I will vote for the budget because the tax cut is removed."),
    (Verdict.NEAR_VERBATIM, "He was a good friend and a wonderful colleague to us all.", "He was a good friend and a wonderful coworker to us all."),
    (Verdict.NEAR_VERBATIM, "The children were playing in the garden when the bomb fell.", "The kids were playing in the garden when the bomb fell."),
    (Verdict.NEAR_VERBATIM, "Everybody was shocked by the news from the capital that night.", "Everyone was shocked by the news from the capital that night."),
    (Verdict.NEAR_VERBATIM, "We must do this right away, or the river will take the road.", "We must do this immediately, or the river will take the road."),
    (Verdict.NEAR_VERBATIM, "We need to speak about the river and about the road.", "We need to talk about the river and about the road."),
    (Verdict.NEAR_VERBATIM, "The government ought to help the farmers in the north.", "The government should help the farmers in the north."),
    (Verdict.ALTERED, "The government should help the farmers in the north.", "The government must help the farmers in the north."),
    (Verdict.ALTERED, "The government has to help the farmers in the north.", "The government may help the farmers in the north."),
    (Verdict.NEAR_VERBATIM, "The government has to help the farmers in the north.", "The government must help the farmers in the north."),
    (Verdict.NEAR_VERBATIM, "We cannot accept this decision of the court in any way.", "We can't accept this decision of the court in any way."),
    (Verdict.NEAR_VERBATIM, "He said: “I’ve never seen anything like this in my life.”", "I have never seen anything like this in my life."),
    (Verdict.ALTERED, "He said: “I’ve never seen anything like this in my life.”", "I've often seen anything like this in my life."),
    (Verdict.NEAR_VERBATIM, "The talks have, I believe, been useful for both of our countries.", "The talks have been useful for both of our countries."),
    (Verdict.ALTERED, "The talks have not, I believe, been useful for both countries.", "The talks have, I believe, been useful for both countries."),
    (Verdict.VERBATIM, "And so we decided to leave the city and go to the mountains.", "So we decided to leave the city and go to the mountains."),
    (Verdict.NEAR_VERBATIM, "It was, um, a very, very difficult night for the whole crew.", "It was a very difficult night for the whole crew."),
    (Verdict.NEAR_VERBATIM, "Climate change is the greatest threat that our island faces.", "Climate change is the biggest threat that our island faces."),
    (Verdict.ALTERED, "Climate change is the greatest threat that our island faces.", "Climate change is the smallest threat that our island faces."),
    (Verdict.NEAR_VERBATIM, "The fire destroyed 40 hectares of forest in the Krona valley.", "The fire destroyed 40 ha of forest in the Krona valley."),
    (Verdict.NEAR_VERBATIM, "On 3 May 2021 the council voted to close the school for good.", "On May 3, 2021 the council voted to close the school for good."),
    (Verdict.NEAR_VERBATIM, "On 3 May 2021 the council voted to close the school for good.", "On 03/05/2021 the council voted to close the school for good."),
    (Verdict.NEAR_VERBATIM, "In the nineties the factory employed two thousand people.", "In the 1990s the factory employed 2,000 people."),
    (Verdict.NEAR_VERBATIM, "In the 19th century the factory employed two thousand people.", "In the nineteenth century the factory employed 2000 people."),
    (Verdict.ALTERED, "In the 19th century the factory employed two thousand people.", "In the 18th century the factory employed two thousand people."),
]  # fmt: skip

PARAPHRASES = [
    ("en", "The council had run out of sandbags by the Tuesday, Simms conceded, and was forced to borrow several hundred from neighbouring Brent.", "we ran out of sandbags on Tuesday and had to borrow hundreds from Brent"),
    ("en", "The minister said that he would resign if the inquiry found that he had misled parliament.", "I will step down if I am shown to have lied to MPs"),
    ("en", "Officials believe that the number of homeless families in the city has doubled since the pandemic began.", "twice as many families are now without a home as before the pandemic"),
    ("en", "She added that the company had no plans to close the factory or to move production abroad.", "We are not going to shut the plant and we won't take the jobs overseas"),
    ("en", "Greene told the jury that the payments were a gift from an old friend and had nothing to do with the contract.", "the money was just a present from a friend, unrelated to the contract"),
    ("en", "The president warned that any attack on the island would be met with a swift and overwhelming response.", "If anyone attacks the island, we will respond quickly and with overwhelming force"),
    ("en", "Doctors at the hospital say they are exhausted after two years of working double shifts.", "we are tired, we have been doing double shifts for two years at the hospital"),
    ("en", "Nearly half of the glaciers in the Alps could disappear by 2050, the researchers said, even if emissions are cut.", "Even if we cut emissions, almost half of Alpine glaciers may vanish by 2050"),
    ("en", "He said the country would never forget the soldiers who died in the mountains.", "Our nation will always remember the men who fell in those mountains"),
    ("de", "Der Minister sagte, er werde zurücktreten, falls der Ausschuss feststelle, dass er das Parlament belogen habe.", "Ich gehe, wenn man mir nachweist, dass ich das Parlament angelogen habe"),
    ("es", "El alcalde afirmó que la ciudad no tiene dinero para reparar las calles antes del invierno.", "No nos queda ni un euro para arreglar calles este año"),
    ("fr", "Le ministre a affirmé que la France ne renoncerait jamais à ses centrales nucléaires.", "Nous n'abandonnerons pas le nucléaire français"),
    ("en", "The union wants a pay rise of eight percent and better safety equipment for the crews.", "we want an eight percent pay rise and better equipment to protect our crews"),
    ("en", "It was a terrible night for everyone on the ferry, he recalled.", "a terrible night that no passenger on that boat will forget"),
    ("en", "The mayor said the project would be finished on time and within budget.", "a complete disaster"),
    ("en", "The mayor said the project would be finished on time and within budget.", "finished before the election"),
    ("en", "They will not be able to say that we did not try to help the people of this region.", "help the people of Gaza"),
    ("en", "The new law on the water supply was passed in the summer by a large majority.", "a law against the people"),
    ("en", "The new law on the water supply was passed in the summer by a large majority.", "by a small group of greedy men"),
    ("en", "He thanked the firefighters for their courage and promised new equipment.", "courage of our troops"),
]  # fmt: skip

PARTS = [
    ("en", "We will rebuild the school before the winter and every child will have a desk.", "We will rebuild the school before the winter, and the ministers who delayed it will answer in court for their greed"),
    ("en", "The harbour is full and the boats have nowhere to go. Prices have fallen by a third. My father would not recognise this town.", "The harbour is full and the boats have nowhere to go, my father would not recognise this town"),
    ("en", "I have always said that the bridge must be closed to trucks, because the pillars are too weak.", "Nobody listened to me in parliament last year, but the bridge must be closed to trucks, because the pillars are too weak"),
    ("en", "This is a great day for our country and for everyone who believes in justice and in the rule of law.", "This is a great day for everyone who believes in justice"),
]  # fmt: skip


def verdict(quoted: str, text: str) -> Verdict:
    found = match_text(quoted, prepare(text))
    return found.verdict if found else Verdict.NOT_FOUND


@pytest.mark.parametrize(("expected", "source", "quoted"), SENTENCES)
def test_a_sentence_as_reporters_quote_it(expected: Verdict, source: str, quoted: str) -> None:
    assert verdict(quoted, f"{AROUND}{source}\n\n{AROUND}") is expected


@pytest.mark.parametrize(("language", "source", "quoted"), PARAPHRASES)
def test_a_paraphrase_or_other_words_are_not_there(language: str, source: str, quoted: str) -> None:
    padding = PADDING[language] * 3

    assert verdict(quoted, padding + source + " " + padding) is Verdict.NOT_FOUND


@pytest.mark.parametrize(("language", "source", "quoted"), PARTS)
def test_a_real_run_of_words_with_others_is_a_part(language: str, source: str, quoted: str) -> None:
    padding = PADDING[language] * 3

    assert verdict(quoted, padding + source + " " + padding) is Verdict.PARTIAL
