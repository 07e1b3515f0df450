using Txt2Image.Api.Health;

namespace Txt2Image.Api.Demo;

/// <summary>How far the gallery is, for whoever asks.</summary>
internal sealed class DemoProgress
{
    private IndexingBody? _current;

    /// <summary>How far it is; null when nothing is being added.</summary>
    public IndexingBody? Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }
}
