using System.ComponentModel;

namespace Txt2Image.Api.Search.Watching;

/// <summary>The data of the event <c>watching</c>.</summary>
internal sealed record WatchingBody(
    [property: Description("The collection that is watched.")] string Collection,
    [property: Description("Its model.")] string Model,
    [property: Description("Its version when the connection was made.")] string Version);

/// <summary>The data of the event <c>gap</c>.</summary>
internal sealed record GapBody(
    [property: Description("The collection's version from which on images are reported again.")] string Version,
    [property: Description("Why some may be missing.")] string Detail);
