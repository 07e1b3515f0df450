using System.Collections.Immutable;

namespace Txt2Image.Clip.Models;

/// <summary>How 8-bit samples are converted to a vision tower's input: (sample x Rescale - Mean[c]) / Std[c] for the channels R, G, B.</summary>
/// <param name="Mean">The three means, after rescaling.</param>
/// <param name="Std">The three standard deviations, none 0.</param>
/// <param name="Rescale">Usually 1 / 255.</param>
public sealed record NormalizationSpec(ImmutableArray<float> Mean, ImmutableArray<float> Std, double Rescale);
