using Txt2Image.Api.Health;

namespace Txt2Image.Api.Demo;

/// <summary>Shares the progress of adding the demo gallery.</summary>
internal sealed class DemoProgress
{
    private IndexingBody? _current;

    /// <summary>The current progress; null when nothing is being added.</summary>
    public IndexingBody? Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }
}
