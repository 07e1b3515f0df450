namespace Txt2Image.Grains.Client;

/// <summary>What a term of a query is. The value is its letter in a key.</summary>
internal enum TermKind
{
    /// <summary>An image whose bytes have a given SHA-256.</summary>
    Image = 'i',

    /// <summary>An image of a collection.</summary>
    Stored = 's',

    /// <summary>A cleaned text.</summary>
    Text = 't',

    /// <summary>A unit vector whose bytes have a given SHA-256.</summary>
    Vector = 'v',
}
