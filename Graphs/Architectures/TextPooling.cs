namespace Txt2Image.Graphs.Architectures;

/// <summary>Which token's vector is the text's.</summary>
internal enum TextPooling
{
    /// <summary>The token with the highest id, which is the end token in CLIP's own vocabulary.</summary>
    HighestId,

    /// <summary>The first end token; the first token of all if there is none.</summary>
    FirstEnd,

    /// <summary>The last token, padding included.</summary>
    Last,
}
