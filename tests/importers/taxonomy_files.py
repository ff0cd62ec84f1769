"""A small ESCO for the stories, in the layout in which the European Commission publishes it."""

from pathlib import Path

SKILLS = """conceptUri,preferredLabel,altLabels,hiddenLabels,description
esco/python,Python (computer programming),"Python
Python3
Py3K",,"The techniques of programming in Python."
esco/programming,computer programming,,,"Writing programs."
esco/networks,artificial neural networks,"neural nets",,"Networks of artificial neurons."
"""
GROUPS = """conceptUri,preferredLabel,altLabels,description
esco/knowledge,knowledge,,
esco/icts,information and communication technologies,,
"""
BROADER = """conceptType,conceptUri,broaderType,broaderUri
KnowledgeSkillCompetence,esco/python,KnowledgeSkillCompetence,esco/programming
KnowledgeSkillCompetence,esco/programming,SkillGroup,esco/icts
KnowledgeSkillCompetence,esco/networks,SkillGroup,esco/icts
SkillGroup,esco/icts,SkillGroup,esco/knowledge
"""
RELATED = """originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri
esco/networks,knowledge,optional,knowledge,esco/programming
"""


def esco_folder(folder: Path) -> Path:
    """Write the files into this folder and return it."""
    for name, text in (
        ("skills_en.csv", SKILLS),
        ("skillGroups_en.csv", GROUPS),
        ("broaderRelationsSkillPillar.csv", BROADER),
        ("skillSkillRelations.csv", RELATED),
    ):
        (folder / name).write_text(text)
    return folder
