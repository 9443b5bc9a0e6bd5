"""docs/cli.md says which commands and options there are."""

import document_cli


def test_the_page_is_made_of_the_options() -> None:
    assert document_cli.main(["--check"]) == 0
