using System.Collections;
using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A map of inputs, any of which, or the whole of which, may be an output.</summary>
public sealed class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>, IEnumerable, IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
{
    // What was added, in order; put together only when the map is read.
    private readonly List<Part> _parts = [];
    private Output<ImmutableDictionary<string, TValue>>? _joined;

    public InputMap()
    {
    }

    private InputMap(Output<ImmutableDictionary<string, TValue>> whole) => _parts.Add(new WholePart(whole, Overwrites: false));

    private protected override Output<ImmutableDictionary<string, TValue>> Value => _joined ??= Join();

    /// <summary>Sets a key that is not there yet; the same key with another value fails the run when the map is read.</summary>
    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    public void Add(string key, Input<TValue> value) => Add(new SinglePart(key, value));

    /// <summary>Adds a map to a map, which lets a map initialiser nest maps.</summary>
    public void Add(InputMap<TValue> values) => AddRange(values);

    public void AddRange(InputMap<TValue> values) => Add(new WholePart(values, Overwrites: false));

    /// <summary>Both maps; where both have a key the second wins.</summary>
    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second)
    {
        var merged = new InputMap<TValue>();
        merged.Add(new WholePart(first, Overwrites: true));
        merged.Add(new WholePart(second, Overwrites: true));
        return merged;
    }

    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) => Output.Create(values);

    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) => new(Output.Create(values));

    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) =>
        new(values.Apply(ImmutableDictionary.CreateRange));

    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) =>
        new(values.Apply(ImmutableDictionary.CreateRange));

    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) => new(values);

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        $"A {GetType().FullName} cannot be synchronously enumerated. Use {nameof(GetAsyncEnumerator)} instead.");

    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        var values = await Value.GetValueAsync(whenUnknown: ImmutableDictionary<string, TValue>.Empty).ConfigureAwait(false);
        foreach (var pair in values)
        {
            yield return pair;
        }
    }

    private protected override bool TryGetPlain(out object? plain)
    {
        plain = null;
        var values = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var part in _parts)
        {
            // Also a key that is there twice is for the output to judge.
            if (part is not SinglePart(var key, IInput input)
                || !input.TryGetPlain(out var value)
                || !values.TryAdd(key, value))
            {
                return false;
            }
        }

        plain = values.ToImmutable();
        return true;
    }

    private void Add(Part part)
    {
        _parts.Add(part);
        _joined = null;
    }

    private Output<ImmutableDictionary<string, TValue>> Join() => _parts switch
    {
        // Passed through as it is: a map that is null stays null.
        [WholePart part] => part.Values,
        _ => Output<ImmutableDictionary<string, TValue>>.From(JoinAsync([.. _parts])),
    };

    private static async ValueTask<OutputData<ImmutableDictionary<string, TValue>>> JoinAsync(Part[] parts)
    {
        var sum = new OutputSum();
        var joined = ImmutableDictionary.CreateBuilder<string, TValue>();
        foreach (var part in parts)
        {
            switch (part)
            {
                case SinglePart(var key, var input):
                    Output<TValue> output = input;
                    var value = sum.Add(await output.DataAsync().ConfigureAwait(false));
                    if (!joined.TryAdd(key, value) && !EqualityComparer<TValue>.Default.Equals(joined[key], value))
                    {
                        throw new ArgumentException($"Key '{key}' already exists in the map with a different value.");
                    }

                    break;

                case WholePart(var whole, var overwrites):
                    var values = sum.Add(await whole.DataAsync().ConfigureAwait(false));
                    foreach (var pair in values ?? ImmutableDictionary<string, TValue>.Empty)
                    {
                        if (overwrites)
                        {
                            joined[pair.Key] = pair.Value;
                        }
                        else if (!joined.TryAdd(pair.Key, pair.Value))
                        {
                            throw new ArgumentException(
                                $"An element with the same key but a different value already exists. Key: '{pair.Key}'");
                        }
                    }

                    break;
            }
        }

        return sum.With(joined.ToImmutable());
    }

    private abstract record Part;

    private sealed record SinglePart(string Key, Input<TValue> Input) : Part;

    private sealed record WholePart(Output<ImmutableDictionary<string, TValue>> Values, bool Overwrites) : Part;
}
