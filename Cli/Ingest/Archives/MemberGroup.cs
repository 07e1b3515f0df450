using Txt2Image.Cli.Ingest.Sources;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>The members of one key that follow each other in a stream: the pictures wait here for what is said of them.</summary>
internal sealed class MemberGroup(SourceLog log) : IDisposable
{
    /// <summary>Photos named IMG.1.jpg, IMG.2.jpg … all have one key: they must not all wait.</summary>
    private const int MaxPictures = 16;
    private const long MaxTextBytes = 4 << 20;

    private readonly List<(string Member, BufferedEntry Image)> _images = [];
    private List<byte[]> _texts = [];
    private SideMembers _members = new(_ => null);
    private string? _key;
    private bool _hasPicture;
    private long _others;

    /// <summary>Notes that a picture of this key is there, whether it is taken or not.</summary>
    public void NotePicture(string member)
    {
        _hasPicture = true;
        _members.Add(member, default);
    }

    public void Add(string member, BufferedEntry image) => _images.Add((member, image));

    public void AddText(string member, byte[] text)
    {
        _others++;
        if (_texts.Sum(other => (long)other.Length) + text.Length <= MaxTextBytes)
        {
            _members.Add(member, new MemberPlace(_texts.Count, text.Length));
            _texts.Add(text);
        }
    }

    /// <summary>Notes a member that is neither a picture nor a text.</summary>
    public void NoteOther() => _others++;

    /// <summary>The images that need not wait when a member of this key comes.</summary>
    public IEnumerable<ImageFile> FlushBefore(string key)
    {
        if (key == _key)
        {
            return _images.Count > MaxPictures ? Take(MaxPictures) : [];
        }

        var images = Flush();
        var texts = new List<byte[]>();
        (_key, _hasPicture, _others, _texts) = (key, false, 0, texts);
        _members = new SideMembers(place => new MemoryStream(texts[(int)place.Position], writable: false));
        return images;
    }

    /// <summary>All images that wait.</summary>
    public IReadOnlyList<ImageFile> Flush()
    {
        log.Others += _hasPicture ? 0 : _others;
        _others = 0;
        return Take(_images.Count);
    }

    public void Dispose() => _images.ForEach(waiting => waiting.Image.Dispose());

    private ImageFile[] Take(int count)
    {
        var members = _members;
        var images = _images.Take(count)
            .Select(ImageFile (waiting) => waiting.Image with { Beside = new(() => members.Read(waiting.Member, log)) })
            .ToArray();
        _images.RemoveRange(0, count);
        return images;
    }
}
