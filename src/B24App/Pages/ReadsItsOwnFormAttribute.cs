using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace B24App.Pages;

/// <summary>Keeps model binding away from the body: pages that strangers can reach read it within limits of their own.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReadsItsOwnFormAttribute : Attribute, IResourceFilter
{
    /// <inheritdoc/>
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        context.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
    }

    /// <inheritdoc/>
    public void OnResourceExecuted(ResourceExecutedContext context)
    {
        // Nothing to undo.
    }
}
