namespace B24App.Bitrix24.Calls;

/// <summary>What an error of the portal means, before it is known what to do about it.</summary>
internal abstract record Fault;

/// <summary>The portal said no.</summary>
internal sealed record Refused(RefusalKind Kind) : Fault;

/// <summary>The access token has run out; a new one may help.</summary>
internal sealed record StaleToken : Fault;

/// <summary>Requests come too fast.</summary>
internal sealed record TooFast : Fault;

/// <summary>One method used up its time.</summary>
internal sealed record OutOfTime : Fault;

/// <summary>The portal is blocked for overload.</summary>
internal sealed record Overloaded : Fault;

/// <summary>A person has to mend something first.</summary>
internal sealed record Barred(AccessTrouble Trouble) : Fault;

/// <summary>It may have happened all the same.</summary>
internal sealed record Doubtful : Fault;
