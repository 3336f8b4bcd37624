using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace B24App.Pages;

/// <summary>Files that do not change while the application runs: nobody watches them, so no watch of the system is used up and no page fails for want of one.</summary>
internal sealed class StillFiles(IFileProvider files) : IFileProvider
{
    public IFileInfo GetFileInfo(string subpath) => files.GetFileInfo(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) => files.GetDirectoryContents(subpath);

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;
}
