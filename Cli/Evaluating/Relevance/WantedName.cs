namespace Txt2Image.Cli.Evaluating.Relevance;

/// <summary>A name of the file of queries, with the images that bear it: those that match best.</summary>
internal sealed class WantedName
{
    private readonly List<Guid> _images = [];
    private int _rank = int.MaxValue;
    private UInt128 _fullName;

    /// <summary>The images that match; none if several names of images match equally well by their ends alone.</summary>
    public IReadOnlyList<Guid> Images => IsAmbiguous ? [] : _images;

    public bool IsAmbiguous { get; private set; }

    /// <summary>Notes an image.</summary>
    /// <param name="image">Its id.</param>
    /// <param name="rank">How it matches: 0 for the same name, more for a match of ends.</param>
    /// <param name="fullName">The hash of the image's name.</param>
    public void Add(Guid image, int rank, UInt128 fullName)
    {
        if (rank > _rank)
        {
            return;
        }

        if (rank < _rank)
        {
            (_rank, _fullName, IsAmbiguous) = (rank, fullName, false);
            _images.Clear();
        }

        // An image is noted once for each of its names, one after the other.
        if (_images is [] || _images[^1] != image)
        {
            IsAmbiguous |= _images.Count > 0 && _fullName != fullName;
            _images.Add(image);
        }
    }
}
