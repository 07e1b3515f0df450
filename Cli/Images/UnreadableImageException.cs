namespace Txt2Image.Cli.Images;

/// <summary>An image cannot be read, because of the file and not the connection.</summary>
internal sealed class UnreadableImageException(object image, string code, string reason) : Exception(reason)
{
    public object Image { get; } = image;

    public string Code { get; } = code;
}
