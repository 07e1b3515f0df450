namespace Txt2Image.Grains.Abstractions.Encoding;

/// <summary>One model on one device of one silo. Its key is <c>{silo}/{device}/{model}</c>, and it runs on that silo.</summary>
[Alias("txt2image.IEncoderGrain")]
public interface IEncoderGrain : IGrainWithStringKey
{
    /// <summary>Embeds a text given as token ids with begin and end tokens.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="budget">How long the caller can wait. Work whose expected wait is longer is rejected immediately.</param>
    /// <param name="cancellationToken">Removes the work from the queue.</param>
    /// <exception cref="Txt2ImageException">Unavailable: the device failed. A full queue is reported as a result.</exception>
    [Alias("EncodeText"), ResponseTimeout("00:00:04")]
    ValueTask<EncodeResult> EncodeTextAsync(TokenIds tokens, TimeSpan budget, CancellationToken cancellationToken);

    /// <summary>Embeds an image given as a tile of the model's input size.</summary>
    /// <param name="tile">The image.</param>
    /// <param name="budget">How long the caller can wait. Work whose expected wait is longer is rejected immediately.</param>
    /// <param name="cancellationToken">Removes the work from the queue.</param>
    /// <exception cref="Txt2ImageException">Unavailable: the device failed. A full queue is reported as a result.</exception>
    [Alias("EncodeImage"), ResponseTimeout("00:00:15")]
    ValueTask<EncodeResult> EncodeImageAsync(Tile tile, TimeSpan budget, CancellationToken cancellationToken);
}
