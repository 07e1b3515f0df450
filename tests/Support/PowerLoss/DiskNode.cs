namespace Txt2Image.Tests.Support.PowerLoss;

/// <summary>A file or a folder as the list of its changes; those up to the last sync are durable.</summary>
internal abstract class DiskNode
{
    private readonly List<int> _completed = [];

    /// <summary>How many changes are durable.</summary>
    protected int Durable { get; private set; }

    /// <summary>How many changes there are.</summary>
    protected int All => _completed.Count;

    /// <summary>Makes durable what had completed before the call to sync began.</summary>
    /// <param name="begun">How many calls of the program had completed then.</param>
    public void Sync(int begun)
    {
        while (Durable < All && _completed[Durable] < begun)
        {
            Durable++;
        }
    }

    /// <summary>Counts the calls from 0 again: another program's follow.</summary>
    public virtual void Restart()
    {
        for (var i = 0; i < All; i++)
        {
            _completed[i] = -1;
        }
    }

    /// <summary>Notes a change.</summary>
    /// <param name="call">The number of the call that made it.</param>
    protected void Note(int call) => _completed.Add(call);
}
