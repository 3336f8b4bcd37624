using B24App.Bitrix24.Http;
using B24App.Bitrix24.Limits;
using B24App.Bitrix24.OAuth;

namespace B24App.Bitrix24.Calls;

/// <summary>What leads to one portal in the name of one token owner.</summary>
/// <param name="Member">The portal's <c>member_id</c>, for the log.</param>
/// <param name="Tokens">The owner's tokens.</param>
/// <param name="Gate">The portal's limits, shared by all its lines.</param>
/// <param name="Transport">The way out.</param>
/// <param name="Patience">How long we wait.</param>
/// <param name="Log">One line per request.</param>
/// <param name="Clock">Our clock.</param>
public sealed record PortalWay(
    string Member,
    TokenKeeper Tokens,
    PortalGate Gate,
    Transport Transport,
    RestPatience Patience,
    IRestLog Log,
    TimeProvider Clock);
