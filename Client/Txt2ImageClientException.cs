namespace Txt2Image.Client;

/// <summary>A request failed: <see cref="ServerErrorException"/> or <see cref="ServerUnreachableException"/>.</summary>
public abstract class Txt2ImageClientException : Exception
{
    private protected Txt2ImageClientException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
