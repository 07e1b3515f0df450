namespace Txt2Image.Hub.Downloads;

/// <summary>A file of a repository.</summary>
/// <param name="Path">Its path in the repository, with forward slashes.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Hash">
/// In hex: the SHA-256 of a large file (64 digits), or git's SHA-1 of a small one (40 digits), which covers the length too. Null if the source has
/// none.
/// </param>
internal sealed record HubFile(string Path, long Size, string? Hash);

/// <summary>What a repository has at one commit.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Licence">The identifier of its licence, if the repository states one.</param>
/// <param name="Files">Its files.</param>
internal sealed record HubRepository(string Commit, string? Licence, IReadOnlyList<HubFile> Files);
