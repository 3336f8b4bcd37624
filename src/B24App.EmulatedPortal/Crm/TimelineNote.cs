namespace B24App.EmulatedPortal.Crm;

/// <summary>What a person noted on an entry of a timeline.</summary>
/// <param name="Text">The words.</param>
/// <param name="CreatedBy">Who wrote them first.</param>
/// <param name="Created">When.</param>
/// <param name="UpdatedBy">Who changed them last.</param>
/// <param name="Updated">When.</param>
internal sealed record TimelineNote(string Text, long CreatedBy, DateTimeOffset Created, long UpdatedBy, DateTimeOffset Updated);
