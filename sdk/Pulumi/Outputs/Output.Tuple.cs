using Pulumi.Serialization;

namespace Pulumi;

public static partial class Output
{
    public static Output<(T1, T2)> Tuple<T1, T2>(Input<T1> item1, Input<T2> item2) =>
        Tuple((Output<T1>)item1, (Output<T2>)item2);

    public static Output<(T1, T2)> Tuple<T1, T2>(Output<T1> item1, Output<T2> item2) =>
        Output<(T1, T2)>.From(Join(async sum => (
            sum.Add(await item1.DataAsync().ConfigureAwait(false)),
            sum.Add(await item2.DataAsync().ConfigureAwait(false)))));

    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3) =>
        Tuple((Output<T1>)item1, (Output<T2>)item2, (Output<T3>)item3);

    public static Output<(T1, T2, T3)> Tuple<T1, T2, T3>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3) =>
        Output<(T1, T2, T3)>.From(Join(async sum => (
            sum.Add(await item1.DataAsync().ConfigureAwait(false)),
            sum.Add(await item2.DataAsync().ConfigureAwait(false)),
            sum.Add(await item3.DataAsync().ConfigureAwait(false)))));

    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4) =>
        Tuple((Output<T1>)item1, (Output<T2>)item2, (Output<T3>)item3, (Output<T4>)item4);

    public static Output<(T1, T2, T3, T4)> Tuple<T1, T2, T3, T4>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4) =>
        Output<(T1, T2, T3, T4)>.From(Join(async sum => (
            sum.Add(await item1.DataAsync().ConfigureAwait(false)),
            sum.Add(await item2.DataAsync().ConfigureAwait(false)),
            sum.Add(await item3.DataAsync().ConfigureAwait(false)),
            sum.Add(await item4.DataAsync().ConfigureAwait(false)))));

    public static Output<(T1, T2, T3, T4, T5)> Tuple<T1, T2, T3, T4, T5>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4,
        Input<T5> item5) =>
        Tuple(
            (Output<T1>)item1, (Output<T2>)item2, (Output<T3>)item3, (Output<T4>)item4,
            (Output<T5>)item5);

    public static Output<(T1, T2, T3, T4, T5)> Tuple<T1, T2, T3, T4, T5>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4,
        Output<T5> item5) =>
        Output<(T1, T2, T3, T4, T5)>.From(Join(async sum => (
            sum.Add(await item1.DataAsync().ConfigureAwait(false)),
            sum.Add(await item2.DataAsync().ConfigureAwait(false)),
            sum.Add(await item3.DataAsync().ConfigureAwait(false)),
            sum.Add(await item4.DataAsync().ConfigureAwait(false)),
            sum.Add(await item5.DataAsync().ConfigureAwait(false)))));

    public static Output<(T1, T2, T3, T4, T5, T6)> Tuple<T1, T2, T3, T4, T5, T6>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4,
        Input<T5> item5, Input<T6> item6) =>
        Tuple(
            (Output<T1>)item1, (Output<T2>)item2, (Output<T3>)item3, (Output<T4>)item4,
            (Output<T5>)item5, (Output<T6>)item6);

    public static Output<(T1, T2, T3, T4, T5, T6)> Tuple<T1, T2, T3, T4, T5, T6>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4,
        Output<T5> item5, Output<T6> item6) =>
        Output<(T1, T2, T3, T4, T5, T6)>.From(Join(async sum => (
            sum.Add(await item1.DataAsync().ConfigureAwait(false)),
            sum.Add(await item2.DataAsync().ConfigureAwait(false)),
            sum.Add(await item3.DataAsync().ConfigureAwait(false)),
            sum.Add(await item4.DataAsync().ConfigureAwait(false)),
            sum.Add(await item5.DataAsync().ConfigureAwait(false)),
            sum.Add(await item6.DataAsync().ConfigureAwait(false)))));

    public static Output<(T1, T2, T3, T4, T5, T6, T7)> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4,
        Input<T5> item5, Input<T6> item6, Input<T7> item7) =>
        Tuple(
            (Output<T1>)item1, (Output<T2>)item2, (Output<T3>)item3, (Output<T4>)item4,
            (Output<T5>)item5, (Output<T6>)item6, (Output<T7>)item7);

    public static Output<(T1, T2, T3, T4, T5, T6, T7)> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4,
        Output<T5> item5, Output<T6> item6, Output<T7> item7) =>
        Output<(T1, T2, T3, T4, T5, T6, T7)>.From(Join(async sum => (
            sum.Add(await item1.DataAsync().ConfigureAwait(false)),
            sum.Add(await item2.DataAsync().ConfigureAwait(false)),
            sum.Add(await item3.DataAsync().ConfigureAwait(false)),
            sum.Add(await item4.DataAsync().ConfigureAwait(false)),
            sum.Add(await item5.DataAsync().ConfigureAwait(false)),
            sum.Add(await item6.DataAsync().ConfigureAwait(false)),
            sum.Add(await item7.DataAsync().ConfigureAwait(false)))));

    public static Output<(T1, T2, T3, T4, T5, T6, T7, T8)> Tuple<T1, T2, T3, T4, T5, T6, T7, T8>(
        Input<T1> item1, Input<T2> item2, Input<T3> item3, Input<T4> item4,
        Input<T5> item5, Input<T6> item6, Input<T7> item7, Input<T8> item8) =>
        Tuple(
            (Output<T1>)item1, (Output<T2>)item2, (Output<T3>)item3, (Output<T4>)item4,
            (Output<T5>)item5, (Output<T6>)item6, (Output<T7>)item7, (Output<T8>)item8);

    public static Output<(T1, T2, T3, T4, T5, T6, T7, T8)> Tuple<T1, T2, T3, T4, T5, T6, T7, T8>(
        Output<T1> item1, Output<T2> item2, Output<T3> item3, Output<T4> item4,
        Output<T5> item5, Output<T6> item6, Output<T7> item7, Output<T8> item8) =>
        Output<(T1, T2, T3, T4, T5, T6, T7, T8)>.From(Join(async sum => (
            sum.Add(await item1.DataAsync().ConfigureAwait(false)),
            sum.Add(await item2.DataAsync().ConfigureAwait(false)),
            sum.Add(await item3.DataAsync().ConfigureAwait(false)),
            sum.Add(await item4.DataAsync().ConfigureAwait(false)),
            sum.Add(await item5.DataAsync().ConfigureAwait(false)),
            sum.Add(await item6.DataAsync().ConfigureAwait(false)),
            sum.Add(await item7.DataAsync().ConfigureAwait(false)),
            sum.Add(await item8.DataAsync().ConfigureAwait(false)))));

    private static async ValueTask<OutputData<TTuple>> Join<TTuple>(Func<OutputSum, ValueTask<TTuple>> read)
    {
        var sum = new OutputSum();
        var tuple = await read(sum).ConfigureAwait(false);
        return sum.With(tuple);
    }
}
