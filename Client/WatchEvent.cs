namespace Txt2Image.Client;

/// <summary>What happened to a standing question.</summary>
public enum WatchEventKind
{
    /// <summary>The connection is there, or there again: images that are added from now on are reported.</summary>
    Watching,

    /// <summary>An image was added that matches.</summary>
    Image,

    /// <summary>Images may have been added that are not reported, because the server does not remember them: search again.</summary>
    Gap,
}

/// <summary>An event of a standing question.</summary>
public sealed record WatchEvent
{
    /// <summary>What happened.</summary>
    public WatchEventKind Kind { get; init; }

    /// <summary>The image, for <see cref="WatchEventKind.Image"/>.</summary>
    public Hit? Image { get; init; }

    /// <summary>
    /// The version up to which everything has been reported. Another watch can go on from there; images of the same write may then be reported twice.
    /// </summary>
    public string? Position { get; init; }
}
