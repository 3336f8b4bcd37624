using B24App.Bitrix24.Calls;

namespace B24App.Bitrix24.OAuth;

/// <summary>What the OAuth host answered.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public abstract record OAuthOutcome<T>;

/// <summary>The OAuth host gave what was asked for.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Value">The thing itself.</param>
public sealed record Granted<T>(T Value) : OAuthOutcome<T>;

/// <summary>The OAuth host said no for good.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Trouble">What a person has to mend.</param>
/// <param name="Code">The host's code as sent.</param>
public sealed record Denied<T>(AccessTrouble Trouble, string Code) : OAuthOutcome<T>;

/// <summary>The OAuth host could not be asked or gave no usable answer.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="NotBefore">The earliest moment worth another try.</param>
/// <param name="Why">A short technical reason.</param>
public sealed record Unavailable<T>(DateTimeOffset NotBefore, string Why) : OAuthOutcome<T>;
