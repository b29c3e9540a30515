"""Files in the manner of other houses' tools: what they write and we do not is read, or named."""

from decimal import Decimal

from courses.bank.formats import gift_reading, moodle_reading, qti_package

MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<!-- question: 0  -->
  <question type="category">
    <category><text>$course$/top/Domyślna dla KAND/Prawo i sąd</text></category>
    <info format="moodle_auto_format"><text></text></info><idnumber></idnumber>
  </question>
<!-- question: 17  -->
  <question type="multichoice">
    <name><text>Rodzina</text></name>
    <questiontext format="html"><text><![CDATA[<p dir="ltr" class="x">Kto należy do pieczy?<br></p>]]></text>
    </questiontext>
    <generalfeedback format="html"><text></text></generalfeedback>
    <defaultgrade>1.0000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden><idnumber></idnumber>
    <single>false</single><shuffleanswers>false</shuffleanswers><answernumbering>abc</answernumbering>
    <partiallycorrectfeedback format="html"><text>Częściowo.</text></partiallycorrectfeedback>
    <answer fraction="33.33333" format="html"><text><![CDATA[<p>rodzina zastępcza</p>]]></text>
      <feedback format="html"><text></text></feedback></answer>
    <answer fraction="33.33333" format="html"><text>rodzinny dom dziecka</text></answer>
    <answer fraction="33.33333" format="html"><text>placówka</text></answer>
    <answer fraction="-100" format="html"><text>szpital</text></answer>
    <hint format="html"><text>Trzy z czterech.</text></hint>
    <tags><tag><text>piecza</text></tag></tags>
  </question>
  <question type="numerical">
    <name><text>Dni</text></name>
    <questiontext format="moodle_auto_format"><text>Ile dni?</text></questiontext>
    <answer fraction="100"><text>30</text>
      <feedback><text>Tak</text></feedback><tolerance>0.5</tolerance></answer>
    <answer fraction="0"><text>*</text><feedback><text>Zajrzyj do ustawy.</text></feedback></answer>
    <units><unit><multiplier>1</multiplier><unit_name>dni</unit_name></unit></units>
  </question>
  <question type="gapselect">
    <name><text>Wybierz</text></name>
    <questiontext format="html">
      <text><![CDATA[<p>Sąd [[2]] opiekuna, a gmina [[3]].</p>]]></text></questiontext>
    <selectoption><text>śpi</text><group>1</group></selectoption>
    <selectoption><text>ustanawia</text><group>1</group></selectoption>
    <selectoption><text>pomaga</text><group>2</group></selectoption>
    <selectoption><text>karze</text><group>2</group></selectoption>
  </question>
  <question type="cloze">
    <name><text>Luki</text></name>
    <questiontext format="html"><text><![CDATA[<p>{1:SHORTANSWER:%100%Wrocław#Tak!~%50%Breslau~*#Nie}
      leży nad {2:MCV:=Odrą~Wisłą}, od {1:NM:=1000:5} lat.</p>]]></text></questiontext>
  </question>
  <question type="shortanswer">
    <name><text>Gwiazdka</text></name><questiontext format="html"><text>Gdzie?</text></questiontext>
    <usecase>1</usecase>
    <answer fraction="100"><text>urz*d</text></answer>
  </question>
  <question type="ddimageortext"><name><text>Mapa</text></name></question>
</quiz>
"""
TAO = """<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i1" title="Item 1" label="x"
    xml:lang="pl-PL" adaptive="false" timeDependent="false" toolName="TAO" toolVersion="3.4">
  <responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="identifier">
    <correctResponse><value><![CDATA[choice_1]]></value><value><![CDATA[choice_3]]></value></correctResponse>
  </responseDeclaration>
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
  <stylesheet href="style/custom/tao-user-styles.css" type="text/css" media="all"/>
  <itemBody>
    <div class="grid-row"><div class="col-12">
      <choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="0" minChoices="0">
        <prompt>Co należy się <strong>od razu</strong>?</prompt>
        <simpleChoice identifier="choice_1" fixed="false" showHide="show">PESEL</simpleChoice>
        <simpleChoice identifier="choice_2" fixed="false" showHide="show">paszport</simpleChoice>
        <simpleChoice identifier="choice_3" fixed="false" showHide="show">leczenie</simpleChoice>
      </choiceInteraction>
    </div></div>
  </itemBody>
  <responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>
</assessmentItem>
"""
BETWEEN = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="n" title="Lata">
  <responseDeclaration identifier="R" cardinality="single" baseType="integer"/>
  <itemBody><p>Ile lat?</p><p><textEntryInteraction responseIdentifier="R"/></p>
    <math><mi>x</mi></math></itemBody>
  <responseProcessing><responseCondition><responseIf>
    <and><gte><variable identifier="R"/><baseValue baseType="integer">10</baseValue></gte>
    <lte><variable identifier="R"/><baseValue baseType="integer">14</baseValue></lte></and>
    <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
  </responseIf></responseCondition></responseProcessing>
</assessmentItem>
"""
GIFT = """// question: 0  name: Switch category to $course$/top/Piecza
$CATEGORY: $course$/top/Piecza//prawo


// question: 1  name: Wybór [id:PK-7] [tag:sąd]
::Wybór::[html]<p>Kto\\: sąd czy gmina?</p>{
\t=<p>sąd</p>#<p>Dobrze</p>
\t~%33.33333%<p>gmina</p>
\t~<p>2 \\= 3 \\~ 4 \\{x\\}</p>
\t####<p>Art. 1</p>
}

// question: 2
::Prawda::[markdown]Dziecko *ma* prawo.{TRUE#Jednak tak.#Właśnie.}

::Zakres::Ile dni?{#
\t=%100%1..30#Dobrze
\t=%50%31:1
\t~#Za długo.
}

Opiekun {~gmina =sąd} ustanawia postanowieniem.
"""


def test_an_export_of_moodle_is_read_to_its_last_question():
    reading = moodle_reading.read(MOODLE.encode())

    found = {question.name: question for question in reading.questions}
    assert list(found) == ["Rodzina", "Dni", "Wybierz", "Luki", "Gwiazdka"]
    assert {question.topic for question in reading.questions} == {"Prawo i sąd"}
    assert found["Rodzina"].stem == "<p>Kto należy do pieczy?<br></p>"
    assert (found["Rodzina"].kind, found["Rodzina"].is_fixed) == ("multiple", True)
    assert (found["Dni"].unit, found["Dni"].wrong) == ("dni", "Zajrzyj do ustawy.")
    assert [(gap.answers[0].text, gap.lures) for gap in found["Wybierz"].gaps] == [
        ("ustanawia", ["śpi"]),
        ("pomaga", ["karze"]),
    ]
    assert [(gap.kind, gap.worth) for gap in found["Luki"].gaps] == [
        ("text", 1),
        ("choice", 2),
        ("number", 1),
    ]
    assert (found["Gwiazdka"].answers[0].text, found["Gwiazdka"].is_case_sensitive) == ("urz*d", True)


def test_what_an_export_of_moodle_holds_beyond_us_is_said_by_line():
    reading = moodle_reading.read(MOODLE.encode())

    assert [(refusal.line, refusal.what) for refusal in reading.refusals] == [
        (52, '<question type="ddimageortext"> Mapa')
    ]
    assert [(remark.line, remark.words) for remark in reading.questions[0].remarks] == [
        (22, "Hints between two tries were left out."),
        (16, "What is said to those who were partly right was left out."),
    ]


def test_an_item_of_another_tool_is_read():
    (question,) = qti_package.read(TAO.encode()).questions

    assert (question.kind, question.is_whole) == ("multiple", True)
    assert "Co należy się <strong>od razu</strong>?" in question.stem
    assert [(choice.html, choice.share) for choice in question.choices] == [
        ("PESEL", Decimal("0.5")),
        ("paszport", 0),
        ("leczenie", Decimal("0.5")),
    ]


def test_a_number_between_two_bounds_is_one_with_a_tolerance():
    (question,) = qti_package.read(BETWEEN.encode()).questions

    assert (question.kind, question.stem) == ("number", "<p>Ile lat?</p>")
    assert [(answer.text, answer.tolerance) for answer in question.answers] == [("12", 2)]
    assert [remark.words for remark in question.remarks] == [
        "<math> was left out: such things have no place in a question here."
    ]


def test_gift_as_moodle_writes_it_is_read():
    reading = gift_reading.read(GIFT.encode())

    choice, truth, number, gap = reading.questions
    assert reading.refusals == []
    assert (choice.topic, choice.identifier, choice.about) == ("Piecza/prawo", "PK-7", "<p>Art. 1</p>")
    assert choice.choices[2].html == "<p>2 = 3 ~ 4 {x}</p>"
    assert (truth.wrong, truth.right) == ("Jednak tak.", "Właśnie.")
    assert [(answer.text, answer.tolerance, answer.share) for answer in number.answers] == [
        ("15.5", Decimal("14.5"), 1),
        ("31", 1, Decimal("0.5")),
    ]
    assert number.wrong == "Za długo."
    assert gap.stem == "Opiekun _____ ustanawia postanowieniem."


def test_pictures_that_did_not_come_along_are_named():
    gift = gift_reading.read(b'[html]Co to? <img src\\="@@PLUGINFILE@@/a.png"> {=mapa}')
    item = TAO.replace("Co należy się", '<img src="../img/a.png" alt="mapa"/> Co należy się')
    moodle = MOODLE.replace("Kto należy", '<img src="@@PLUGINFILE@@/a.png"> Kto należy')

    told = [
        [remark.words for remark in reading.questions[0].remarks][-1]
        for reading in (gift, qti_package.read(item.encode()))
    ]
    told.append(moodle_reading.read(moodle.encode()).questions[0].remarks[0].words)

    assert told == [
        "Pictures, sound and film cannot come in a GIFT file and were left out.",
        "The picture ../img/a.png is not in the package.",
        "The picture a.png is not in the file.",
    ]
