using Txt2Image.Graphs.Architectures;
using Txt2Image.Graphs.Safetensors;

namespace Txt2Image.Graphs.Converting;

/// <summary>Takes the layers of a BERT by the names that transformers gives them.</summary>
/// <param name="checkpoint">The tensors.</param>
/// <param name="spec">The tower's sizes.</param>
/// <param name="tower">What all names begin with.</param>
internal sealed class BertTensors(Checkpoint checkpoint, BertSpec spec, string tower)
{
    private readonly int _width = spec.Transformer.Width, _hidden = spec.Transformer.Hidden;

    private readonly TransformersWeights _weights = new(checkpoint, spec.Transformer);

    /// <summary>All weights.</summary>
    /// <param name="after">The normalisation behind the blocks; null for none.</param>
    /// <param name="projections">The linear layers behind it.</param>
    public BertWeights All(NormWeights? after, params IReadOnlyList<Linear> projections) => new(
        checkpoint.Take($"{tower}.embeddings.word_embeddings.weight", spec.Vocabulary, _width),
        checkpoint.Take($"{tower}.embeddings.position_embeddings.weight", spec.Positions, _width),
        checkpoint.Take($"{tower}.embeddings.token_type_embeddings.weight", spec.Types, _width),
        _weights.Norm($"{tower}.embeddings.LayerNorm"),
        [.. Enumerable.Range(0, spec.Transformer.Layers).Select(i => Block($"{tower}.encoder.layer.{i}"))],
        after,
        projections);

    private BertBlockWeights Block(string block)
    {
        Linear Square(string name) => _weights.Linear($"{block}.attention.{name}", _width, _width);
        return new(
            new(Square("self.query"), Square("self.key"), Square("self.value"), Square("output.dense")),
            _weights.Norm($"{block}.attention.output.LayerNorm"),
            new(
                _weights.Linear($"{block}.intermediate.dense", _hidden, _width),
                _weights.Linear($"{block}.output.dense", _width, _hidden)),
            _weights.Norm($"{block}.output.LayerNorm"));
    }
}
