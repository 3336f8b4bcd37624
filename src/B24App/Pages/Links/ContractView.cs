using B24App.Links;

namespace B24App.Pages.Links;

/// <summary>A contract on a page.</summary>
/// <param name="Text">Its sentences.</param>
/// <param name="Words">The reader's words.</param>
/// <param name="WithOwn">Also the reader's own affairs, which the partner does not see.</param>
public sealed record ContractView(ContractText Text, Texts Words, bool WithOwn = true);
