"""The page of a result as it is looked at: on a screen, on a phone, on paper."""
