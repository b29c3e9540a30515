"""The rule of standing told in SQL, part by part; ``courses.competences.nightly`` puts them in order."""
