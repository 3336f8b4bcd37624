using B24App.Links;

namespace B24App.Pages.Links;

/// <summary>A new invitation code, shown once.</summary>
/// <param name="Made">The invitation.</param>
/// <param name="Words">The reader's words.</param>
/// <param name="LeadsToLink">With a button to the page of the link.</param>
public sealed record CodeView(NewInvitation Made, Texts Words, bool LeadsToLink);
