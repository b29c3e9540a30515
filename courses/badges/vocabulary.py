"""The words of Open Badges 3.0 and of verifiable credentials, as their specifications write them."""

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
SKILL = "ceasn:Competency"
"""What an achievement is aligned to: an assertion of knowledge or skill (AlignmentTargetType)."""
SCHEMA = {
    "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
    "type": "1EdTechJsonSchemaValidator2019",
}
