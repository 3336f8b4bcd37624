namespace B24App.Bitrix24.Http;

/// <summary>What became of one HTTP request.</summary>
internal abstract record Reply;

/// <summary>A whole response came.</summary>
internal sealed record Response(int Status, byte[] Body, Uri? Location, TimeSpan? RetryAfter) : Reply;

/// <summary>It is certain that nothing left this machine.</summary>
internal sealed record NotSent(string Why, bool Forbidden) : Reply;

/// <summary>It left, and no whole response came.</summary>
internal sealed record Lost(string Why) : Reply;
