using System.Collections;
using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A list of inputs, any of which, or the whole of which, may be an output.</summary>
public sealed class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    // Single inputs (Input<T>) and whole lists (ImmutableArray<T>, or an output of one) in the order in which they were added.
    // They are put together only when the list is read, so that building a list takes one step an item.
    private readonly List<object> _parts;
    private Output<ImmutableArray<T>>? _joined;

    public InputList() => _parts = [];

    private InputList(IEnumerable<object> parts) => _parts = [.. parts];

    private InputList(Output<ImmutableArray<T>> whole) => _parts = [whole];

    private InputList(ImmutableArray<T> whole) => _parts = [whole];

    private protected override Output<ImmutableArray<T>> Value => _joined ??= Join();

    public void Add(params Input<T>[] inputs)
    {
        _parts.AddRange(inputs);
        _joined = null;
    }

    /// <summary>Adds a list to a list, which lets a list initialiser nest lists.</summary>
    public void Add(InputList<T> inputs) => AddRange(inputs);

    public void AddRange(InputList<T> inputs)
    {
        _parts.AddRange([.. inputs._parts]);
        _joined = null;
    }

    public InputList<T> Concat(InputList<T> other) => new(_parts.Concat(other._parts));

    internal InputList<T> Clone() => new(_parts);

    public static implicit operator InputList<T>(T value) => new([(Input<T>)value]);

    public static implicit operator InputList<T>(Output<T> value) => new([(Input<T>)value]);

    public static implicit operator InputList<T>(Input<T> value) => new([value]);

    public static implicit operator InputList<T>(T[] values) => Whole(ImmutableArray.CreateRange(values));

    public static implicit operator InputList<T>(Output<T>[] values) => new(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(Input<T>[] values) => new(values);

    public static implicit operator InputList<T>(List<T> values) => Whole(ImmutableArray.CreateRange(values));

    public static implicit operator InputList<T>(List<Output<T>> values) => new(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(List<Input<T>> values) => new(values);

    public static implicit operator InputList<T>(ImmutableArray<T> values) => Whole(values);

    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) =>
        values.IsDefault ? Whole(default) : new(values.Select(value => (Input<T>)value));

    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => values.IsDefault ? Whole(default) : new(values);

    public static implicit operator InputList<T>(Output<T[]> values) => new(values.Apply(ImmutableArray.CreateRange));

    public static implicit operator InputList<T>(Output<List<T>> values) => new(values.Apply(ImmutableArray.CreateRange));

    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => new(values.Apply(ImmutableArray.CreateRange));

    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) => new(values);

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException(
        $"A {GetType().FullName} cannot be synchronously enumerated. Use {nameof(GetAsyncEnumerator)} instead.");

    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        foreach (var value in await Value.GetValueAsync(whenUnknown: []).ConfigureAwait(false))
        {
            yield return value;
        }
    }

    private protected override bool TryGetPlain(out object? plain)
    {
        if (_parts is [ImmutableArray<T>])
        {
            plain = _parts[0];
            return true;
        }

        var values = ImmutableArray.CreateBuilder<object?>(_parts.Count);
        foreach (var part in _parts)
        {
            if (part is not IInput input || !input.TryGetPlain(out var value))
            {
                plain = null;
                return false;
            }

            values.Add(value);
        }

        plain = values.MoveToImmutable();
        return true;
    }

    private static InputList<T> Whole(ImmutableArray<T> values) => new(values);

    private Output<ImmutableArray<T>> Join() => _parts switch
    {
        // Passed through as it is: a list that is null stays null.
        [Output<ImmutableArray<T>> whole] => whole,
        [ImmutableArray<T> whole] => Output.Create(whole),
        _ => Output<ImmutableArray<T>>.From(JoinAsync([.. _parts])),
    };

    private static async ValueTask<OutputData<ImmutableArray<T>>> JoinAsync(object[] parts)
    {
        var sum = new OutputSum();
        var values = ImmutableArray.CreateBuilder<T>(parts.Length);
        foreach (var part in parts)
        {
            switch (part)
            {
                case Output<ImmutableArray<T>> output:
                    AddRange(sum.Add(await output.DataAsync().ConfigureAwait(false)));
                    break;

                case ImmutableArray<T> plain:
                    AddRange(plain);
                    break;

                default:
                    Output<T> single = (Input<T>)part;
                    values.Add(sum.Add(await single.DataAsync().ConfigureAwait(false)));
                    break;
            }
        }

        return sum.With(values.DrainToImmutable());

        void AddRange(ImmutableArray<T> list)
        {
            if (!list.IsDefault)
            {
                values.AddRange(list);
            }
        }
    }
}
