import verifier


def test_the_exported_names_are_sorted_and_exist() -> None:
    assert verifier.__all__ == sorted(verifier.__all__)
    for name in verifier.__all__:
        assert getattr(verifier, name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(verifier, "no_such_name")


def test_every_public_noun_is_documented() -> None:
    for name in verifier.__all__:
        assert (getattr(verifier, name).__doc__ or "").strip()
