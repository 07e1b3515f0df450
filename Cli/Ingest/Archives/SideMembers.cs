using Txt2Image.Cli.Ingest.Sources;
using Txt2Image.Cli.Ingest.State;

namespace Txt2Image.Cli.Ingest.Archives;

/// <summary>Where the bytes of a member are: what that means is known to who put it there.</summary>
internal readonly record struct MemberPlace(long Position, long Length);

/// <summary>
/// The members of an archive, or of a part of it, that say something about its pictures: captions in .txt and .caption, captions and fields in .json.
/// A member takes about 50 bytes of memory. x.txt and x.json are those of x.jpg; if there are several pictures of one key (x.left.jpg,
/// x.right.jpg), x.txt is that of each that has none of its own.
/// </summary>
/// <param name="open">Opens a member; null if it cannot be read.</param>
internal sealed class SideMembers(Func<MemberPlace, Stream?> open)
{
    /// <summary>A larger text is no caption.</summary>
    private const long MaxBytes = 1 << 20;

    private static readonly string[] Captions = [CaptionFile.Ending, ".caption"];
    private const string Json = ".json";

    private readonly HashSet<UInt128> _pictures = [];
    private readonly Dictionary<UInt128, MemberPlace> _texts = [];

    /// <summary>Whether a member may say something about a picture.</summary>
    public static bool IsText(string name, long length) =>
        length is > 0 and <= MaxBytes && MemberName.Of(name).Ending is var ending && (ending == Json || Captions.Contains(ending));

    public void Add(string name, MemberPlace place)
    {
        var parts = MemberName.Of(name);
        if (ImageKinds.Has(name))
        {
            _pictures.Add(NameHash.Of(parts.Key));
        }
        else if (IsText(name, place.Length))
        {
            _texts.TryAdd(NameHash.Of(parts.Stem + parts.Ending), place);
            if (parts.Stem != parts.Key && parts.Ending != Json)
            {
                // x.caption.txt, for x.jpg.
                _texts.TryAdd(NameHash.Of($"{parts.Key}.*{parts.Ending}"), place);
            }
        }
    }

    /// <summary>Whether a member has the key of a picture.</summary>
    public bool Serve(string name) => _pictures.Contains(NameHash.Of(MemberName.Of(name).Key));

    /// <summary>What is said of a picture.</summary>
    public ImageDetails Read(string picture, SourceLog log)
    {
        var name = MemberName.Of(picture);
        var details = ImageDetails.None;
        if (Find(name, Json) is { } json && Read(json, MemberJson.Read) is { } found)
        {
            details = found;
            log.Members.CountFields(found.Fields is null ? 0 : 1);
        }

        foreach (var ending in Captions)
        {
            if (Find(name, ending) is { } text
                && Read(text, stream => CaptionFile.Read(stream, Path.GetFileName(name.Key) + ending, log.Texts)) is { } caption)
            {
                log.Members.CountCaption(ending);
                return details with { Caption = caption };
            }
        }

        if (details.Caption is not null)
        {
            log.Members.CountCaption(Json);
        }

        return details;
    }

    private MemberPlace? Find(MemberName picture, string ending)
    {
        string[] names = picture.Stem == picture.Key
            ? [picture.Key + ending, $"{picture.Key}.*{ending}"]
            : [picture.Stem + ending, picture.Key + ending];
        foreach (var name in names)
        {
            if (_texts.TryGetValue(NameHash.Of(name), out var place))
            {
                return place;
            }
        }

        return null;
    }

    private T? Read<T>(MemberPlace place, Func<Stream, T?> read)
        where T : class
    {
        try
        {
            using var stream = open(place);
            return stream is null ? null : read(stream);
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException or IOException)
        {
            // An unreadable text counts as none. Whether the picture can be read is another question.
            return null;
        }
    }
}
