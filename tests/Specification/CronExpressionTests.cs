using Infra.Specification.Formats;

namespace Infra.Tests.Specification;

public class CronExpressionTests
{
    [Theory]
    [InlineData("0 2 * * *", 24 * 60)]
    [InlineData("30 * * * *", 60)]
    [InlineData("0 1,13 * * *", 12 * 60)]
    [InlineData("0 1,4 * * *", 21 * 60)]
    [InlineData("0 2 * * 1-5", 72 * 60)]
    [InlineData("0 2 * * 0", 7 * 24 * 60)]
    [InlineData("0 2 1 * *", 31 * 24 * 60)]
    [InlineData("0 2 1 1 *", 366 * 24 * 60)]
    [InlineData("0 2 29 2 *", 1461 * 24 * 60)]
    [InlineData("*/30 6-20 * * 1-5", ((2 * 24) + 9) * 60 + 30)]
    public void Knows_the_longest_time_between_two_runs(string expression, int minutes) =>
        Assert.Equal(minutes, CronExpression.Read(expression)!.MostMinutes);
}
