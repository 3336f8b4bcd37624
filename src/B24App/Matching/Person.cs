namespace B24App.Matching;

/// <summary>A user of a portal as the portal lists him. The e-mail is used for prints and then forgotten.</summary>
/// <param name="Id">His id there.</param>
/// <param name="Name">Name to show.</param>
/// <param name="Email">E-mail; null when the scope does not show it or he has none.</param>
/// <param name="Active">Not dismissed.</param>
public sealed record Person(long Id, string Name, string? Email, bool Active);

/// <summary>A user of the own portal for pickers and lists.</summary>
/// <param name="Id">His id.</param>
/// <param name="Name">Name to show.</param>
/// <param name="Active">Not dismissed.</param>
public sealed record LocalPerson(long Id, string Name, bool Active);

/// <summary>Somebody of the partner whose name crossed in a byline; others are never listed (RULES 5).</summary>
/// <param name="Id">Our number for him in this link; says nothing about his portal.</param>
/// <param name="Name">Name as it crossed.</param>
/// <param name="LocalUser">Local user he is taken for; null for none.</param>
/// <param name="ByHand">An administrator said so; otherwise the e-mail did.</param>
/// <param name="MetAt">When his name crossed last.</param>
public sealed record MetPerson(long Id, string Name, long? LocalUser, bool ByHand, DateTimeOffset MetAt);
