"""Fitting: from the ticket log of an office to the scenario of its lobby.

In: a `TicketLog`. Out: a `FittedLobby`, every value with how many observations it rests on and the
range that it may lie in, and the data of a scenario made of it. What is said of it, in comments and
pictures, is not known here.
"""
